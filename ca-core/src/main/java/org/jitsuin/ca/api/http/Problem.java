package org.jitsuin.ca.api.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jitsuin.ca.card.EntryView;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode.Category;

/**
 * A problem document (RFC 9457).
 *
 * @param type {@code urn:jitsuin:problem:} and the code in lower case
 * @param title the code in words
 * @param status the HTTP status
 * @param code stable, such as {@code CARD_UNKNOWN}
 * @param detail what is wrong and what to do
 * @param detailJa the same in Japanese
 * @param changes what was done meanwhile, where that is the reason; null where it is none, or
 *     nobody may see it
 */
public record Problem(
    String type,
    String title,
    int status,
    String code,
    String detail,
    String detailJa,
    @Absent List<EntryView> changes) {
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String RECOVERY_NEEDED = "RECOVERY_NEEDED";
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private static Problem of(int status, String code, String detail, String detailJa) {
    String words = code.toLowerCase(Locale.ROOT).replace('_', ' ');
    return new Problem(
        "urn:jitsuin:problem:" + words.replace(' ', '-'),
        Character.toUpperCase(words.charAt(0)) + words.substring(1),
        status,
        code,
        detail,
        detailJa,
        null);
  }

  /** The same with what was done meanwhile. */
  Problem with(List<EntryView> meanwhile) {
    return new Problem(type, title, status, code, detail, detailJa, meanwhile);
  }

  /** A refusal by a rule. */
  public static Problem of(Refusal refusal) {
    return of(
        status(refusal.code().category()),
        refusal.code().name(),
        refusal.code().english(refusal.detail()),
        refusal.code().japanese(refusal.detail()));
  }

  private static int status(Category category) {
    return switch (category) {
      case INVALID -> 400;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case OVERTAKEN -> Response.Status.PRECONDITION_FAILED.getStatusCode();
      case TOO_FAST -> Response.Status.TOO_MANY_REQUESTS.getStatusCode();
      case UNAVAILABLE -> 503;
    };
  }

  /** A refusal as an answer that nobody keeps. */
  public static Response answer(Refusal refusal) {
    return of(refusal).response(refusal.retryAfter().orElse(RETRY_AFTER));
  }

  /** The server cannot do it now. */
  public static Problem unavailable() {
    return of(
        503,
        "SERVICE_UNAVAILABLE",
        "The authority cannot process this request at the moment. Repeat it with the same"
            + " Idempotency-Key in a few seconds; it will not be processed twice.",
        "現在この処理を実行できません。数秒後に同じ Idempotency-Key でもう一度送信してください（二重に処理されることはありません）。");
  }

  /** The body of the request is larger than any may be. */
  public static Problem tooLarge() {
    return of(
        Response.Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode(),
        "REQUEST_ENTITY_TOO_LARGE",
        "The request is larger than 1,048,576 octets and was not processed. Split it into several"
            + " requests; send resident events as NDJSON.",
        "リクエストが大きすぎるため（上限1,048,576オクテット）、何も処理されませんでした。複数のリクエストに分け、住民の異動は NDJSON で送信してください。");
  }

  /** The body of the request did not come in time. */
  public static Problem tooSlow() {
    return of(
        Response.Status.REQUEST_TIMEOUT.getStatusCode(),
        "REQUEST_TIMEOUT",
        "The rest of the request did not arrive in time, and the request was not processed. Repeat"
            + " it with the same Idempotency-Key; if it fails again, check the connection.",
        "リクエストの残りが時間内に届かなかったため、何も処理されませんでした。同じ Idempotency-Key でもう一度送信し、解決しない場合は回線を確認してください。");
  }

  /**
   * A problem that only operators can solve, after a setback of the database: sending the request
   * again does not help.
   */
  public static Problem recoveryNeeded() {
    return of(
        503,
        RECOVERY_NEEDED,
        "The authority has stopped until its operators have recovered lost records. Nothing was"
            + " done. Do not repeat the request; the CA operator says when work goes on.",
        "記録の復旧が必要なため、認証局は停止しています。この処理は行われていません。再送信せず、認証局の担当者からの連絡をお待ちください。");
  }

  /** An unexpected error of the server. */
  public static Problem internal() {
    return of(
        500,
        "INTERNAL_ERROR",
        "An error occurred in the authority's system. Repeat the request with the same"
            + " Idempotency-Key; if it fails again, report the time to the CA operator.",
        "認証局側で問題が発生しました。同じ Idempotency-Key で再度送信し、解決しない場合は発生時刻を認証局の担当者に連絡してください。");
  }

  /** A status of HTTP itself, such as 405. */
  public static Problem http(int status) {
    String reason = Response.Status.fromStatusCode(status).name();
    return of(
        status,
        reason,
        "The address, method or media type of the request is not supported; see /openapi for those"
            + " that are.",
        "リクエストの形式に誤りがあります。アドレス、メソッド、メディアタイプは /openapi を参照してください。");
  }

  /** The problem as an answer that nobody keeps. */
  public Response response() {
    return response(RETRY_AFTER);
  }

  private Response response(Duration retryAfter) {
    Response.ResponseBuilder answer =
        Response.status(status)
            .type(MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(Json.write(this).bytes());
    if (mayBeRepeated()) {
      answer.header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.plusMillis(999).toSeconds()));
    }
    return answer.build();
  }

  private boolean mayBeRepeated() {
    return status == Response.Status.TOO_MANY_REQUESTS.getStatusCode()
        || (status == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()
            && !code.equals(RECOVERY_NEEDED));
  }
}
