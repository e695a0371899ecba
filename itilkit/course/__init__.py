"""The course as files: where they are, how a learner gets them, their canonical form, and what they need."""
