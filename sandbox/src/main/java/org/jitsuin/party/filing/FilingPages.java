package org.jitsuin.party.filing;

import static org.jitsuin.sandbox.http.Html.paragraph;
import static org.jitsuin.sandbox.http.Html.text;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Html;
import org.jitsuin.sandbox.http.Json;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.verifier.Words;

/** The office's door: a document in, a receipt or a reason out. */
public final class FilingPages {
  private static final int LONGEST = 1024 * 1024;

  private final String address;
  private final Filing filing;
  private final InstantSource clock;

  /**
   * @param address where it is reached, with its path
   */
  public FilingPages(String address, Filing filing, InstantSource clock) {
    this.address = address;
    this.filing = filing;
    this.clock = clock;
  }

  /** Returns its addresses. */
  public List<Route> routes() {
    return List.of(
        Route.get("/filing", _ -> page()),
        Route.get("/filing/*/proof", this::proof),
        new Route("POST", "/filing", LONGEST, this::take));
  }

  private Answer page() {
    return Html.page(
        200,
        new Words("Filing", "電子申請"),
        paragraph("カードで署名したPDFまたはXMLを提出します。", "Files PDF or XML that a card has signed.")
            + "<pre>./jitsuin holder sign letter.pdf\n"
            + "curl -H 'Content-Type: application/pdf' --data-binary @letter-signed.pdf %s</pre>"
                .formatted(text(address)));
  }

  private Answer take(Asked asked) {
    String type = asked.header("content-type").orElse("").replaceFirst(";.*", "").strip();
    Filing.Receipt receipt = filing.take(type, asked.body().bytes(), clock.instant());
    return Json.answer(
        201,
        Map.of(
            "receipt", receipt.number(),
            "sha256", receipt.hash(),
            "proofSha256", receipt.proof(),
            "signer", receipt.name(),
            "at", receipt.at().toString()));
  }

  /** What anybody can verify who has the document; of the signer it has a serial number alone. */
  private Answer proof(Asked asked) {
    return new Answer(
        200,
        "application/ocsp-response",
        Map.of(),
        filing
            .proof(Optional.of(asked.segment(1)).filter(FilingPages::isNumber).orElse(""))
            .orElseThrow(Refused::notFound));
  }

  private static boolean isNumber(String text) {
    return text.matches("F-[A-Za-z0-9_-]{12}");
  }
}
