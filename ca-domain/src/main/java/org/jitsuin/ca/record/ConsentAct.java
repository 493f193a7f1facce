package org.jitsuin.ca.record;

import java.util.List;
import org.jitsuin.audit.entry.AuditAct;
import org.jitsuin.audit.entry.Kind;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.base.model.Serial;

/** Acts about consents of holders that relying parties be told their latest data. */
public sealed interface ConsentAct extends AuditAct {
  /**
   * A consent was recorded.
   *
   * @param card of the certificate that signed
   * @param issuer of the certificate that signed
   * @param serial of the certificate that signed
   * @param attributes which data may be told
   * @param content the hash that binds what was signed
   */
  @Kind("consent-recorded")
  record ConsentRecorded(
      String consent,
      String party,
      String card,
      Issuer issuer,
      Serial serial,
      List<String> attributes,
      String content)
      implements ConsentAct {
    public ConsentRecorded {
      attributes = List.copyOf(attributes);
    }
  }

  /**
   * A consent was withdrawn: nothing is told from then on.
   *
   * @param card of the certificate that signed, or which the holder came about
   * @param by {@code signature} or {@code user-identification} where a certificate signed, {@code
   *     office} where an office did it at the holder's request
   * @param present who came to the office; empty where a certificate signed
   * @param documents which kinds were checked there
   */
  @Kind("consent-withdrawn")
  record ConsentWithdrawn(
      String consent,
      String party,
      String card,
      String by,
      List<String> present,
      List<String> documents)
      implements ConsentAct {
    public ConsentWithdrawn {
      present = List.copyOf(present);
      documents = List.copyOf(documents);
    }
  }

  /**
   * A relying party was told data of a holder who consented to it.
   *
   * @param told the hash that binds what was told; who was told has the opening, nobody else
   */
  @Kind("consent-answered")
  record ConsentAnswered(String consent, String party, List<String> attributes, String told)
      implements ConsentAct {
    public ConsentAnswered {
      attributes = List.copyOf(attributes);
    }
  }

  /**
   * A holder was shown, through who brought the signed question, which consents they gave and who
   * was told what.
   *
   * @param card of the certificate that signed the question
   * @param count how many consents
   */
  @Kind("consents-shown")
  record ConsentsShown(String card, long count) implements ConsentAct {}
}
