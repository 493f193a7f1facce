/** What {@code ./jitsuin holder} says and asks at the terminal, in Japanese or English. */
package org.jitsuin.launcher.holder;
