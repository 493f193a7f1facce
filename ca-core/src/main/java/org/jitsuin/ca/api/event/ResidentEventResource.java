package org.jitsuin.ca.api.event;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jitsuin.ca.api.event.EventViews.BatchView;
import org.jitsuin.ca.api.event.EventViews.RefusedLine;
import org.jitsuin.ca.api.event.EventViews.TakenLine;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.BodyStream;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.PostHeaders;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.BatchId;
import org.jitsuin.ca.model.BatchProgress;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.record.BrakeAct;
import org.jitsuin.ca.record.CardAct;
import org.jitsuin.ca.record.CertificateAct;
import org.jitsuin.ca.record.OfficeAct;
import org.jitsuin.ca.residentevent.ApplyEventBatch;
import org.jitsuin.ca.residentevent.ApplyEventBatch.Sending;
import org.jitsuin.ca.residentevent.ApplyEvents;
import org.jitsuin.ca.residentevent.ApplyEvents.Effects;
import org.jitsuin.ca.residentevent.EventView;
import org.jitsuin.ca.residentevent.StreamEvents;
import org.jitsuin.ca.store.Answered;

/** Endpoints of resident events. An event takes effect once, known by its own id. */
@Path("/resident-events")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class ResidentEventResource {
  private static final String LINES = "application/x-ndjson";

  @Inject private ApplyEvents applyEvents;
  @Inject private ApplyEventBatch applyEventBatch;
  @Inject private StreamEvents streamEvents;
  @Inject private EventLines eventLines;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("register-feed")
  @Power(
      value = Bound.ALONE,
      records = {
        OfficeAct.ResidentEventRecorded.class,
        BrakeAct.EventsHeld.class,
        CardAct.HolderConfirmed.class,
        CardAct.HolderDiffers.class,
        CertificateAct.CertificateRevoked.class,
        CardAct.CardEnded.class,
        CardAct.CardTermChanged.class
      })
  @Operation(
      summary =
          "Report resident events, one as JSON or a batch as NDJSON; answers what each revoked")
  @Parameter(
      name = "from",
      in = ParameterIn.QUERY,
      description = "Of a batch: the number of its first line that is sent now, 1 where left out",
      schema = @Schema(type = SchemaType.STRING, pattern = "[1-9][0-9]{0,11}"))
  @RequestBody(
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = EventRequest.class)),
        @Content(mediaType = LINES, schema = @Schema(implementation = EventRequest.class))
      })
  @Answer(value = EventView.class, receipt = false, when = "The event took effect, or will")
  @Answer(
      value = EventView.class,
      status = "202",
      receipt = false,
      when = "The event is held until two people have decided")
  @Answer(
      value = {TakenLine.class, RefusedLine.class},
      mediaType = LINES,
      receipt = false,
      when = "A line for each line of a batch")
  public Response recordResidentEvent(byte[] body) {
    StaffMember caller = CallerFilter.caller(request);
    // The key is asked for as on every POST; what counts is the id of the event.
    PostHeaders.requestId(request, caller, body);
    EventRequest event = Json.read(body, EventRequest.class);
    Outcome<Answered<Effects>> outcome = applyEvents.takeIn(caller, event.residentEvent());
    boolean held =
        outcome instanceof Outcome.Done<Answered<Effects>>(Answered<Effects>(Effects effects, _))
            && effects.hold().isPresent();
    return answers.of(
        outcome.map(Answered::answer),
        caller,
        resource,
        Optional.empty(),
        held ? Response.Status.ACCEPTED : Response.Status.OK);
  }

  /**
   * Records resident events. Each line is answered when it is durable; the body is read as fast as
   * the answers are.
   */
  @POST
  @Consumes(LINES)
  @Produces(LINES)
  @RolesAllowed("register-feed")
  @Power(
      value = Bound.ALONE,
      records = {
        OfficeAct.ResidentEventRecorded.class,
        BrakeAct.EventsHeld.class,
        CardAct.HolderConfirmed.class,
        CardAct.HolderDiffers.class,
        CertificateAct.CertificateRevoked.class,
        CardAct.CardEnded.class,
        CardAct.CardTermChanged.class
      })
  @Operation(hidden = true)
  public Response recordResidentEvents(@QueryParam("from") @DefaultValue("1") String from)
      throws IOException {
    StaffMember caller = CallerFilter.caller(request);
    BatchId batch = new BatchId(caller.person(), PostHeaders.key(request));
    long first = lineNumber(from);
    Outcome<BatchProgress> begun = applyEventBatch.begin(batch, first);
    if (begun instanceof Outcome.Refused<BatchProgress>(Refusal refusal)) {
      return answers.refused(caller, resource, refusal, Optional.empty());
    }
    // Its lines are limited, each of them and all together.
    long largest = streamEvents.limits().lines() * (StreamEvents.LONGEST_LINE + 1);
    BodyStream lines = BodyStream.upTo(request, largest);
    Sending sending = Sending.of(batch, caller);
    StreamingOutput answer =
        out -> {
          StreamEvents.Ended ended = streamEvents.run(sending, first, lines, out);
          if (!ended.complete()) {
            out.write(eventLines.stopped(ended));
            out.flush();
          }
        };
    return Response.ok(answer, LINES).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  private static long lineNumber(String from) {
    if (!from.matches("[1-9]\\d{0,11}")) {
      throw new RequestRefused(
          RefusalCode.REQUEST_INVALID, "from must be a line number, starting with 1");
    }
    return Long.parseLong(from);
  }

  @GET
  @Path("/batches/{key}")
  @RolesAllowed("register-feed")
  @Power(Bound.READS)
  @Operation(summary = "See how far a batch of resident events was taken in")
  @Answer(BatchView.class)
  public Response readEventBatch(@PathParam("key") String key) {
    StaffMember caller = CallerFilter.caller(request);
    Optional<BatchProgress> progress =
        PostHeaders.isKey(key)
            ? applyEventBatch.progress(new BatchId(caller.person(), key))
            : Optional.empty();
    return progress
        .map(found -> Answers.json(Response.Status.OK, Json.write(BatchView.of(key, found))))
        .orElseGet(() ->
            answers.refused(
                caller, resource, Refusal.of(RefusalCode.BATCH_UNKNOWN), Optional.empty()));
  }
}
