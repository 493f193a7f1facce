/** Parts that the answers of several use cases have in common. Null stands for what is absent. */
package org.jitsuin.ca.view;
