"""Courses as signed files, the reading half: verify a pack, install it, read its lessons.

`authoring.course_folder` reads a folder and reports every mistake with file and line;
`authoring.builder` writes a canonical manifest, its Ed25519 signature and objects named by hash.
`packs.reader` verifies signature, bounds and names before anything is unpacked; `packs.install`
puts the missing objects into one content-addressed folder that all courses share; one transaction
in `store.catalogue` makes it current. A cut at any moment leaves the old or the new version, whole.

Knows no learner and no database.
"""
