package org.jitsuin.ca.api.audit;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.audit.auditor.LogBundle;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogFiles;
import org.jitsuin.audit.tlog.SignedNote;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.Parameters;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.query.LogPart;
import org.jitsuin.ca.query.ReadLog;
import org.jitsuin.ca.record.OfficeAct;

/** Hands out parts of the audit log that can be checked anywhere. */
@Path("/audit/export")
@Dependent
public class AuditExportResource {
  private static final int MOST = 10_000;
  private static final String ZIP = "application/zip";

  @Inject private ReadLog readLog;
  @Inject private LogFiles files;

  @Context private HttpServletRequest request;

  @GET
  @RolesAllowed("auditor")
  @Power(value = Bound.READS, records = OfficeAct.LogExported.class)
  @Operation(
      summary =
          "Entries first to last, with the tiles, the checkpoint and the certificates that they"
              + " need, a zip file that is checked without this server; leaves an entry")
  @Answer(mediaType = ZIP)
  public Response export(
      @QueryParam("first") String firstText, @QueryParam("last") String lastText) {
    long first = number("first", firstText);
    long last = number("last", lastText);
    SignedNote note =
        files.checkpoint().flatMap(SignedNote::parse).orElseThrow(AuditExportResource::unknown);
    long size = Checkpoint.parse(note.text()).orElseThrow(AuditExportResource::unknown).size();
    if (last > size) {
      throw unknown();
    }
    if (last < first || last - first >= MOST) {
      throw Parameters.invalid(
          "last", "must not be before first, and at most " + MOST + " entries go");
    }
    StaffMember caller = CallerFilter.caller(request);
    String checkpoint = new String(note.bytes(), StandardCharsets.UTF_8);
    LogPart part = readLog.export(caller, first, last).orElseThrow(AuditExportResource::unknown);
    StreamingOutput zip =
        out ->
            LogBundle.write(
                new LogBundle.Content(
                    checkpoint, size, first, part.size(), part.entries(), part.certificates()),
                files,
                out);
    return Response.ok(zip, ZIP)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            String.format(Locale.ROOT, "attachment; filename=\"audit-%d-%d.zip\"", first, last))
        .build();
  }

  private static long number(String name, String text) {
    return AuditResource.number(name, Optional.ofNullable(text).orElse(""), Long.MAX_VALUE);
  }

  private static RequestRefused unknown() {
    return new RequestRefused(RefusalCode.AUDIT_ENTRY_UNKNOWN, "export");
  }
}
