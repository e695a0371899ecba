"""What instructors and authors read: about a class, and about the items of the course."""
