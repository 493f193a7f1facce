/**
 * Counts of answers: for metrics, and where relying parties are registered for the auditor, by day,
 * authority and kind of answer. Nowhere is it kept whom somebody asked about.
 */
package org.jitsuin.ocsp.usage;
