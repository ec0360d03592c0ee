"""What is drawn for several places: pictures of courses, found, checked and put into a text; and
certificates, a sheet of paper each.
"""
