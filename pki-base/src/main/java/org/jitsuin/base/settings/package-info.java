/** Settings as written, read with checks; policies built from them live where they are used. */
package org.jitsuin.base.settings;
