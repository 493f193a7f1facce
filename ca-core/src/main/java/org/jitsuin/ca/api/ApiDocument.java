package org.jitsuin.ca.api;

import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.DirectAct;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Seen;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.view.ReceiptView;

/**
 * Completes the API's document. The server finds addresses, parameters and requests by itself; what
 * is answered, the same things in every operation, and what refusals look like are added here.
 */
public final class ApiDocument implements OASFilter {
  private static final String KEY = "IdempotencyKey";
  private static final String SEEN = "IfMatch";
  private static final String TLS = "staffCertificate";
  private static final String RECEIPTED = "Receipted";

  private final AnswerSchemas schemas = new AnswerSchemas();
  private final Map<String, Method> methods = Resources.operations();

  /** What can be applied for: the requests of the direct endpoints. */
  private final List<Schema> applied = new ArrayList<>();

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Components components = components(document);
    document
        .getPaths()
        .getPathItems()
        .forEach((path, item) ->
            item.getOperations().forEach((method, operation) -> complete(path, method, operation)));
    define(components);
    document.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(TLS)));
    document.setComponents(components);
  }

  private static Components components(OpenAPI document) {
    return document.getComponents() == null
        ? OASFactory.createComponents()
        : document.getComponents();
  }

  private void complete(String path, HttpMethod method, Operation operation) {
    Method endpoint = methods.get(operation.getOperationId());
    if (endpoint == null) {
      throw new IllegalStateException("not among the resources: " + operation.getOperationId());
    }
    operation.setTags(List.of(path.replaceFirst("^(/api)?/v1/", "").replaceFirst("/.*", "")));
    operation.setResponses(OASFactory.createAPIResponses());
    for (Answer answer : endpoint.getAnnotationsByType(Answer.class)) {
      answered(operation, answer, method == HttpMethod.POST && answer.receipt());
    }
    ProblemAnswers.add(operation, method, path);
    DirectAct act = endpoint.getAnnotation(DirectAct.class);
    if (act != null && act.value() != ApplicationKind.REGISTRATION) {
      operation.addParameter(OASFactory.createParameter().ref("#/components/parameters/" + SEEN));
      ProblemAnswers.addOvertaken(operation);
    }
    if (act != null) {
      operation.getRequestBody().getContent().getMediaTypes().values().stream()
          .map(MediaType::getSchema)
          .forEach(applied::add);
    }
    if (method == HttpMethod.POST) {
      operation.addParameter(OASFactory.createParameter().ref("#/components/parameters/" + KEY));
    }
  }

  private void answered(Operation operation, Answer answer, boolean receipted) {
    APIResponse response = operation.getResponses().getAPIResponse(answer.status());
    if (response == null) {
      response = OASFactory.createAPIResponse().description(answer.when());
      response.setContent(OASFactory.createContent());
      operation.getResponses().addAPIResponse(answer.status(), response);
    }
    response
        .getContent()
        .addMediaType(
            answer.mediaType(), OASFactory.createMediaType().schema(schema(answer, receipted)));
  }

  private Schema schema(Answer answer, boolean receipted) {
    if (answer.value().length == 0) {
      Schema text = OASFactory.createSchema().addType(SchemaType.STRING);
      return answer.mediaType().startsWith("text/") ? text : text.format("binary");
    }
    Schema schema = schemas.of(List.of(answer.value()));
    return receipted
        ? OASFactory.createSchema().allOf(List.of(schema, AnswerSchemas.reference(RECEIPTED)))
        : schema;
  }

  private void define(Components components) {
    Schema receipt = schemas.of(List.of(ReceiptView.class));
    schemas.add(
        RECEIPTED,
        OASFactory.createSchema()
            .addType(SchemaType.OBJECT)
            .description("With the receipt, where the act left an entry in the audit log")
            .addProperty("receipt", receipt));
    ProblemAnswers.define(components, schemas);
    schemas.add("ApplicationContent", content(components));
    schemas.all().forEach(components::addSchema);
    components.addParameter(KEY, key());
    components.addParameter(SEEN, seen());
    components.addSecurityScheme(
        TLS,
        OASFactory.createSecurityScheme()
            .type(SecurityScheme.Type.MUTUALTLS)
            .description("A client certificate of the staff authority; it names the role"));
  }

  /**
   * What an application holds: members of the request of the direct endpoint, each of which may
   * come later; of a revocation also which certificate.
   */
  private Schema content(Components components) {
    Schema content =
        OASFactory.createSchema()
            .addType(SchemaType.OBJECT)
            .addProperty("authority", OASFactory.createSchema().addType(SchemaType.STRING))
            .addProperty("serial", OASFactory.createSchema().addType(SchemaType.STRING));
    applied.stream()
        .map(request -> request.getRef().replaceFirst(".*/", ""))
        .map(components.getSchemas()::get)
        .forEach(request -> request.getProperties().forEach(content::addProperty));
    return content;
  }

  private static Parameter seen() {
    return OASFactory.createParameter()
        .name(HttpHeaders.IF_MATCH)
        .in(Parameter.In.HEADER)
        .description("The version of the card on which it was decided, as its ETag tells it")
        .schema(
            OASFactory.createSchema().addType(SchemaType.STRING).pattern("^(" + Seen.FORM + ")$"));
  }

  private static Parameter key() {
    return OASFactory.createParameter()
        .name(PostHeaders.IDEMPOTENCY_KEY)
        .in(Parameter.In.HEADER)
        .required(true)
        .description("Made anew for each request; sent again with it where the answer was lost")
        .schema(
            OASFactory.createSchema()
                .addType(SchemaType.STRING)
                .pattern("^" + PostHeaders.FORM + "$"));
  }
}
