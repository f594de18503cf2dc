#!/bin/sh
# Writes the settings of deploy/compose.yaml with fresh secrets: (umask 077; compose/make-env.sh https://chat.example.com > .env)
# Run it once: other secrets lock the databases that exist.
set -eu
[ $# -eq 1 ] || { echo 'usage: make-env.sh PUBLIC_URL > .env' >&2; exit 64; }
case "$1" in
  http://?* | https://?*) ;;
  *) echo "make-env.sh: $1 is no http or https URL" >&2; exit 64 ;;
esac

# As many random bytes, in hexadecimal digits, which need no escape in a URL.
secret() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

cat <<END
# Where browsers and apps reach the balancer, and the origins of web pages that may connect, separated by commas.
PUBLIC_URL=${1%/}
CORS_ORIGINS=${1%/}
# Host sites: key:tenant:secret, separated by commas, or none.
CHAT_KEYS=none
JWT_SECRET=$(secret 32)
MONGODB_KEY=$(secret 64)
MONGODB_ROOT_PASSWORD=$(secret 24)
MONGODB_PASSWORD=$(secret 24)
REDIS_PASSWORD=$(secret 24)
COOKIE_KEY=$(secret 16)
# Opens the job board of the worker.
OPS_TOKEN=$(secret 24)
# Of the user admin.
GRAFANA_PASSWORD=$(secret 12)
END
