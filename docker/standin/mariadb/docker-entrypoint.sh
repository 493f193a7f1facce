#!/bin/sh
# A new data directory gets the user root, from anywhere, with the password of a file.
set -eu
data=/var/lib/mysql
case ${1:-} in
  -*) set -- mariadbd "$@" ;;
esac
if [ ! -d "$data/mysql" ]; then
  mariadb-install-db --datadir="$data" --auth-root-authentication-method=normal --skip-test-db >/dev/null
  password=$(sed "s/[\\\\']/\\\\&/g" "$MARIADB_ROOT_PASSWORD_FILE")
  mariadbd --bootstrap --datadir="$data" <<SQL
FLUSH PRIVILEGES;
ALTER USER 'root'@'localhost' IDENTIFIED BY '$password';
CREATE USER 'root'@'%' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;
SQL
fi
exec "$@"
