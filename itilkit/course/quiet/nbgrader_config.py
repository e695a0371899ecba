"""Nothing to set: where this file is found, nbgrader does not warn a learner that it finds none."""
