#!/bin/sh
# Whether the server answers on its port.
exec mariadb-admin --no-defaults --protocol=tcp --host=127.0.0.1 --ssl ping
