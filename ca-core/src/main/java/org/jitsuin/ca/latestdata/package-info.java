/**
 * Latest data of holders for relying parties (最新の利用者情報提供): consents are recorded, withdrawn, and
 * answered while the holder has a good signature certificate; the holder sees who read what.
 */
package org.jitsuin.ca.latestdata;
