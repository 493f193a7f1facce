/** The meeting of publisher and server: settings, data source, schedule, health, handlers. */
package org.jitsuin.crl.boot;
