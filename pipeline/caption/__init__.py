"""What is said, as text: cues for deaf and hard-of-hearing viewers, their files, chapters, the transcript."""
