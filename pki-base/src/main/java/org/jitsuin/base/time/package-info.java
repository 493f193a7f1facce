/** Time is an argument; this is where it comes from. */
package org.jitsuin.base.time;
