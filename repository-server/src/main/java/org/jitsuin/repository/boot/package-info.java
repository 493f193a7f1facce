/** The meeting of repository and server: settings, schedule, health, metrics, handlers. */
package org.jitsuin.repository.boot;
