/**
 * Consents of holders that a relying party be told their latest data (最新の利用者情報提供): the texts that
 * they sign, how a signature is read, and when somebody is answered. Pure: no database, no clock.
 */
package org.jitsuin.ca.consent;
