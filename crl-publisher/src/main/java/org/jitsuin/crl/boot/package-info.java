/** Where the publisher meets the server: settings, data source, schedule, health, handlers. */
package org.jitsuin.crl.boot;
