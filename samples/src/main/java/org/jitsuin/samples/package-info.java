/** A throwaway authority, and what it makes wrong on purpose, to try verifiers with. */
package org.jitsuin.samples;
