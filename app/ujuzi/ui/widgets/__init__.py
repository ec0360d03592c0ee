"""Widgets that pages share, one file each. None knows a service or a page."""
