package org.jitsuin.launcher.holder;

import java.util.List;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.card.holder.HolderFacts;
import org.jitsuin.card.holder.SignatureReport;
import org.jitsuin.card.holder.Words;

/** Says what signatures turned out to be. */
public final class ReportView {
  private static final Words SIGNATURE = new Words("署名", "signature");

  private final Speech speech;

  public ReportView(Speech speech) {
    this.speech = speech;
  }

  /**
   * Shows them all.
   *
   * @return whether there is one, and nothing is wrong with any
   */
  public boolean show(List<SignatureReport> reports) {
    if (reports.isEmpty()) {
      speech.bad(new Words("署名はありません。", "Nothing is signed."));
      return false;
    }
    reports.forEach(this::show);
    // What an earlier signature does not cover, a later one does.
    boolean covered = reports.stream().anyMatch(SignatureReport::whole);
    if (!covered) {
      speech.bad(new Words("署名の後に内容が追加されています。", "Something was added behind what was signed."));
    }
    boolean good =
        covered && reports.stream().allMatch(report -> report.intact() && report.issuedByKnown());
    speech.say(
        "電子証明書が失効していないかは、ここでは確かめていません。", "Whether a certificate was revoked was not asked here.");
    return good;
  }

  private void show(SignatureReport report) {
    if (report.intact()) {
      speech.good(SIGNATURE, new Words("内容は署名されたままです。", "The content is what was signed."));
    } else {
      speech.bad(
          new Words(
              "内容が署名の後に変わったか、署名が正しくありません。",
              "The content was changed after it was signed, or the signature is not right."));
    }
    String subject = report.signer().getSubjectX500Principal().getName();
    String name = HolderFacts.of(report.signer()).map(HolderFacts::name).orElse(subject);
    speech.fact("署名者", "signer", new Words(name, name));
    if (!report.issuedByKnown()) {
      speech.bad(
          new Words(
              "署名者の電子証明書を発行した認証局を確かめられません（--authority で指定してください）。",
              "Nobody that you named issued the signer's certificate; name the authority's"
                  + " certificate with --authority."));
    }
    report
        .claimed()
        .map(at -> JapanTime.date(at).toString())
        .ifPresent(day ->
            speech.fact(
                "署名日", "signed", new Words(day + "（署名者の申告）", day + ", as the signer says")));
    report
        .stamped()
        .map(Object::toString)
        .ifPresent(at -> speech.fact("時刻認証", "time stamp", new Words(at, at)));
  }
}
