/** Whether the services of this server can serve, as they say it themselves. */
package org.jitsuin.base.readiness;
