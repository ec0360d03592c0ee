"""The public page /verify: files of strangers, checked in a process that may be ended."""
