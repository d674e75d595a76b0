"""Files that anybody may have written: opened only if they are regular files, and read within bounds."""
