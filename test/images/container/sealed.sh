#!/bin/sh
# What an engine does for `--read-only --tmpfs /tmp --user UID:GID --cap-drop ALL --security-opt no-new-privileges`: the program runs as
# process 1 on a read-only copy of this system in which the tree of the image lies, and may write to an empty /tmp only.
#   unshare --mount --pid --fork sealed.sh FOLDER TREE WORKDIR NODE UID:GID PROGRAM…
# FOLDER is empty; NODE the program that runs as `node`.
set -eu
root=$1 tree=$2 workdir=$3 node=$4 uid=${5%:*} gid=${5#*:}
shift 5
mount --make-rprivate /
mount --bind / "$root"
mount -t tmpfs tmpfs "$root/srv"
mkdir -p "$root/srv/bin" "$root$workdir"
touch "$root/srv/bin/node"
mount --bind "$node" "$root/srv/bin/node"
mount --bind "$tree" "$root$workdir"
mount -o remount,bind,ro "$root$workdir"
mount -o remount,ro "$root/srv"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -o remount,bind,ro "$root"
export PATH=/srv/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin HOME=/nonexistent
exec chroot "$root" setpriv --reuid="$uid" --regid="$gid" --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all \
  env --chdir="$workdir" "$@"
