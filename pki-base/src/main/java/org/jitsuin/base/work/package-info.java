/** Work that is done again and again, and whether it still is. */
package org.jitsuin.base.work;
