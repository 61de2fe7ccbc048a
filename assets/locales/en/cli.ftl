# What the command line prints (its help is English).
