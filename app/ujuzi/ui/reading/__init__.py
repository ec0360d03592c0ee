"""What the reader is made of: the lesson, the video, the handout, and the panels beside them.

Nothing here asks a service: `ujuzi.ui.reader` does, and hands over what was found.
"""
