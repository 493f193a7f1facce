/** What a signature certificate says of its holder (基本4情報). */
package org.jitsuin.verifier.holder;
