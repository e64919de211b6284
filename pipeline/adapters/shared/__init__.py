"""The store that several machines share, behind the local cache: never believed unchecked, never waited for long."""
