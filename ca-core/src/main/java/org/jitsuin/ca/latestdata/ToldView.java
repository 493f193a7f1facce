package org.jitsuin.ca.latestdata;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.OneOf;
import org.jitsuin.ca.model.Sex;

/**
 * The latest data of a holder; what was not consented to is absent, and null here only.
 *
 * @param consent by which it is told
 * @param at when
 * @param proof with which the party shows later what it was told
 */
public record ToldView(
    String consent,
    Instant at,
    @Absent String name,
    @Absent String nameSubstitutes,
    @Absent String address,
    @Absent String addressSubstitutes,
    @Absent @OneOf(Sex.class) String sex,
    @Absent String birthDate,
    ProofView proof) {
  /**
   * The opening of the commitment in the audit log, which nobody else has.
   *
   * @param told SHA-256 of salt and data, as it stands in the entry {@code consent-answered}
   * @param salt 32 octets in hexadecimal
   * @param data canonical JSON
   */
  public record ProofView(String told, String salt, String data) {
    /** Nothing of it: it is personal data. */
    @Override
    public String toString() {
      return "ProofView[" + told + "]";
    }
  }

  public static ToldView of(LatestData.Told told) {
    Map<String, String> data = told.data();
    return new ToldView(
        told.consent().id(),
        told.at(),
        data.get("name"),
        data.get("nameSubstitutes"),
        data.get("address"),
        data.get("addressSubstitutes"),
        data.get("sex"),
        data.get("birthDate"),
        new ProofView(
            told.commitment().hash(),
            HexFormat.of().formatHex(told.commitment().salt()),
            new String(told.commitment().data(), StandardCharsets.UTF_8)));
  }

  /** Nothing of it: it is personal data. */
  @Override
  public String toString() {
    return "ToldView[" + consent + "]";
  }
}
