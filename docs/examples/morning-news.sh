#!/bin/sh
# Mails what is new for a saved search, from cron:
#   tape-search save rate-cuts 'rate cut'            once
#   30 6 * * 1-5  morning-news.sh rate-cuts me@example.com
# tape-search ends with 0 if there are new articles, 1 if there are none, 2 for bad usage or an invalid query, and 3 if
# the archive cannot be read. BROADTAPE_ARCHIVE is the archive, MAILER a program that takes -s SUBJECT ADDRESS.
set -u
name=$1
address=$2
mailer=${MAILER:-mail}
news=$(mktemp) || exit 3
trap 'rm -f "$news"' EXIT

# --peek leaves the articles new until the mail is accepted, so that none is lost if mailing fails.
tape-search new "$name" --peek >"$news"
status=$?
case $status in
  0) ;;
  1) exit 0 ;; # nothing new: cron stays silent
  *)
    echo "morning-news: tape-search new $name ended with status $status" >&2
    exit "$status"
    ;;
esac
"$mailer" -s "News: $name" "$address" <"$news" || exit 4
tape-search new "$name" >/dev/null
