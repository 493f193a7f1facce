/** The readiness of the services of this server, as they announce it themselves. */
package org.jitsuin.base.readiness;
