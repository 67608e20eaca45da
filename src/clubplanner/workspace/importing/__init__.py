"""What happens with files of other programs: the library, the play logs."""
