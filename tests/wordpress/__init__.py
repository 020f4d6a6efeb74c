"""A real WordPress on loopback, filled with our own writing, and the truth about what is in it.

packages.py      which Debian packages are needed, which are absent, how to install them
folder.py        one work folder: WordPress's files, configuration, sockets, logs, state
processes.py     mariadbd, php-fpm and nginx as child processes, started and ended by pid
server.py        WordPress: the above as one object for tests (context manager)
access_log.py    what nginx was asked, request by request
words.py sentences.py story.py images.py
                 the writing: word stock, sentences, blocks of a story, small pictures
posts.py oddities.py comments.py plan.py tomorrow.py
                 the site: which posts, which readers' comments, what changes the next day
truth.py         the truth as records, cross-checked between WordPress's rendering and the plan
terms.py score.py score_comments.py figures.py report.py
                 an export against the truth: what may be asked, the judging, the counting, the telling
php/             what only WordPress itself can do: install, fill, switch, change, dump
"""
