package org.jitsuin.ca.http;

import java.time.Duration;
import org.jitsuin.base.Fault;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.ca.CaSettings;

/**
 * The limits of what clients of the office API may use.
 *
 * @param threads how many requests of offices run at once; enquiries of auditors and batches of the
 *     register have threads of their own
 * @param waiting how many more of each kind may wait for a thread
 * @param patience how long a request waits for a thread
 * @param statement how long a statement of a request of an office may take in the database
 * @param readTimeout how long a client may take to send the body of a request
 */
public record OfficeLimits(
    int threads, int waiting, Duration patience, Duration statement, Duration readTimeout) {
  /**
   * Reads what the settings say of offices.
   *
   * @throws Fault SETTING_INVALID
   */
  public static OfficeLimits read(Settings settings) {
    return new OfficeLimits(
        settings.get(CaSettings.OFFICE_THREADS),
        settings.get(CaSettings.OFFICE_WAITING),
        settings.get(CaSettings.OFFICE_PATIENCE),
        settings.get(CaSettings.OFFICE_STATEMENT_TIMEOUT),
        settings.get(CaSettings.OFFICE_READ_TIMEOUT));
  }
}
