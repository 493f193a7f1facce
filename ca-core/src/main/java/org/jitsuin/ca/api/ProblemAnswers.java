package org.jitsuin.ca.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jitsuin.ca.api.http.Problem;
import org.jitsuin.ca.outcome.RefusalCode;

/**
 * What the document says of refusals: which statuses an operation may answer, each with a problem
 * document; and all codes that there are.
 */
final class ProblemAnswers {
  /** Of those who say on which version of a card they decided. */
  static final String OVERTAKEN = "412";

  /** By status, when it is answered. */
  private static final Map<String, String> WHEN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("400", "The request is not as it must be"),
              Map.entry("403", "The caller may not do that"),
              Map.entry("404", "There is nothing of that name"),
              Map.entry("408", "The body did not come in time; nothing was done"),
              Map.entry("409", "A rule refuses it as things stand"),
              Map.entry(OVERTAKEN, "If-Match names what holds no more; nothing was done"),
              Map.entry("413", "The body is too large; nothing was done"),
              Map.entry("415", "The body is of another media type"),
              Map.entry("429", "Too fast; Retry-After says when it is accepted"),
              Map.entry("500", "An error of the server"),
              Map.entry("503", "Not now; it may be sent again under the same Idempotency-Key"),
              Map.entry("default", "Another problem of HTTP")));

  private static final List<String> RETRIED = List.of("429", "503");

  /** The codes that are no refusals of the authority's own. */
  private static final List<String> OF_HTTP =
      List.of(
          "SERVICE_UNAVAILABLE",
          "RECOVERY_NEEDED",
          "REQUEST_ENTITY_TOO_LARGE",
          "REQUEST_TIMEOUT",
          "INTERNAL_ERROR",
          "BAD_REQUEST",
          "METHOD_NOT_ALLOWED",
          "NOT_ACCEPTABLE",
          "UNSUPPORTED_MEDIA_TYPE");

  /** What whoever asks for more calls than people make is slowed at. */
  private static final String SLOWED = "suspendCard";

  private ProblemAnswers() {}

  /** Adds what operations refer to. */
  static void define(Components components, AnswerSchemas schemas) {
    Schema problem = schemas.of(List.of(Problem.class));
    schemas.all().get("Problem").getProperties().get("code").setEnumeration(codes());
    WHEN.forEach((status, when) -> {
      APIResponse response =
          OASFactory.createAPIResponse()
              .description(when)
              .content(
                  OASFactory.createContent()
                      .addMediaType(
                          Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(problem)));
      if (RETRIED.contains(status)) {
        response.addHeader("Retry-After", retryAfter());
      }
      components.addResponse(name(status), response);
    });
  }

  private static List<Object> codes() {
    return Stream.concat(Arrays.stream(RefusalCode.values()).map(Enum::name), OF_HTTP.stream())
        .<Object>map(code -> code)
        .toList();
  }

  private static Header retryAfter() {
    return OASFactory.createHeader()
        .description("Seconds; absent where it is of no use to come again")
        .schema(OASFactory.createSchema().addType(SchemaType.INTEGER));
  }

  private static String name(String status) {
    return "Problem" + Character.toUpperCase(status.charAt(0)) + status.substring(1);
  }

  /** Adds the problems that an operation may answer. */
  static void add(Operation operation, HttpMethod method, String path) {
    for (String status : WHEN.keySet()) {
      if (mayAnswer(operation, method, path, status)) {
        operation
            .getResponses()
            .addAPIResponse(
                status,
                OASFactory.createAPIResponse().ref("#/components/responses/" + name(status)));
      }
    }
  }

  /** Adds that an operation may answer that what was seen holds no more. */
  static void addOvertaken(Operation operation) {
    operation
        .getResponses()
        .addAPIResponse(
            OVERTAKEN,
            OASFactory.createAPIResponse().ref("#/components/responses/" + name(OVERTAKEN)));
  }

  private static boolean mayAnswer(
      Operation operation, HttpMethod method, String path, String status) {
    boolean post = method == HttpMethod.POST;
    return switch (status) {
      case "404" -> post || path.contains("{") || operation.getParameters() != null;
      case "408", "409", "413", "415" -> post;
      // Added by who knows that.
      case OVERTAKEN -> false;
      case "429" -> SLOWED.equals(operation.getOperationId());
      default -> true;
    };
  }
}
