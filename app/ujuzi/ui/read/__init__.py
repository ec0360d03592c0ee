"""The reader: the lesson, the video, the handout, and the panels beside them.

Nothing but `reader` asks a service: it hands over what was found.
"""
