"""What every part uses and what uses none of them: problems, files written whole, words, pieces of HTML."""
