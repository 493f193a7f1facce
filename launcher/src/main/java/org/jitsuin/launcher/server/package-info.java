/** WildFly as a process of its own: what it is started with, whether it is ready, its end. */
package org.jitsuin.launcher.server;
