"""The feedback page: what it says, from what it is read, and how it looks.

`page` puts a graded notebook in order, part by part (`parts`). `look_again` writes its head and
`read_on` its ways back into the lessons. `clean` makes HTML harmless, `remembering` keeps what a class sees
again and again, and `styles` finds the stylesheet and the template in templates/.
"""
