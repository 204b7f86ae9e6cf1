"""One act over SFTP by paramiko: PORT PERSON KEY HOST-KEY ACT WORDS..."""
import base64
import os
import posixpath
import shutil
import sys

import paramiko

port, person, key, host_key, act, *words = sys.argv[1:]
kind, blob = host_key.split()[:2]
ssh = paramiko.SSHClient()
ssh.get_host_keys().add("[127.0.0.1]:" + port, kind, paramiko.Ed25519Key(data=base64.b64decode(blob)))
ssh.connect("127.0.0.1", port=int(port), username=person, key_filename=key, allow_agent=False, look_for_keys=False)
sftp = ssh.open_sftp()

if act == "put":
    for file in words[1:]:
        sftp.put(file, words[0] + os.path.basename(file))
elif act == "get":
    for file in words[1:]:
        sftp.get(file, os.path.join(words[0], posixpath.basename(file)))
elif act == "list":
    print("\n".join(sftp.listdir(words[0])))
elif act == "rename":
    sftp.posix_rename(words[0], words[1])
elif act == "remove":
    sftp.remove(words[0])
elif act == "resume-put":
    with open(words[0], "rb") as here, sftp.open(words[1], "ab") as there:
        here.seek(sftp.stat(words[1]).st_size)
        there.set_pipelined(True)
        shutil.copyfileobj(here, there, 32768)
elif act == "resume-get":
    with open(words[1], "ab") as here, sftp.open(words[0], "rb") as there:
        there.seek(here.tell())
        shutil.copyfileobj(there, here, 32768)
elif act == "put-folder":
    for folder, _, files in os.walk(words[0]):
        below = os.path.relpath(folder, words[0])
        to = words[1] if below == "." else posixpath.join(words[1], below)
        sftp.mkdir(to)
        for file in files:
            sftp.put(os.path.join(folder, file), posixpath.join(to, file))
sftp.close()
ssh.close()
