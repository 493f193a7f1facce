package org.jitsuin.ca.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.json.Typed;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.query.ReadLog;
import org.jitsuin.ca.store.AuditSearch;
import org.jitsuin.ca.view.LoggedEntryForm;

/** The entries of the audit log, for auditors. */
@Path("/audit")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  private static final int LARGEST_PAGE = 1_000;

  @Inject private ReadLog readLog;

  @GET
  @Path("/entries")
  @RolesAllowed("auditor")
  @Power(Bound.READS)
  @Operation(
      summary =
          "Audit entries in order, by card, certificate, kind, actor or time, a page at a time: ask"
              + " again with after = next until it is absent; a page may be empty and not the last")
  @Answer(EntriesView.class)
  public Response readEntries(
      @BeanParam AuditParameters wanted,
      @QueryParam("after") @DefaultValue("0") String after,
      @QueryParam("limit") @DefaultValue("100") String limit) {
    long from = number("after", after, Long.MAX_VALUE);
    int most = (int) number("limit", limit, LARGEST_PAGE);
    AuditSearch.Page page = readLog.page(wanted.filter(), from, most);
    List<EntryView> entries =
        page.rows().stream()
            .map(row -> new EntryView(row.number(), Json.tree(row.body())))
            .toList();
    return Answers.json(
        Response.Status.OK, Json.write(new EntriesView(entries, page.next().orElse(null))));
  }

  @GET
  @Path("/entries/{number}")
  @RolesAllowed("auditor")
  @Power(Bound.READS)
  @Operation(summary = "One audit entry, the very bytes that are in the tree")
  @Answer(LoggedEntryForm.class)
  public Response readEntry(@PathParam("number") String text) {
    long number = number("number", text, Long.MAX_VALUE - 1);
    Bytes body =
        readLog
            .entry(number)
            .orElseThrow(() -> new RequestRefused(RefusalCode.AUDIT_ENTRY_UNKNOWN, text));
    return Answers.json(Response.Status.OK, body);
  }

  static long number(String parameter, String value, long largest) {
    if (value.matches("\\d{1,18}")) {
      long number = Long.parseLong(value);
      if (number <= largest && (number > 0 || parameter.equals("after"))) {
        return number;
      }
    }
    throw new RequestRefused(
        RefusalCode.REQUEST_INVALID, "parameter " + parameter + " is a number up to " + largest);
  }

  /** An entry with its number. */
  @Schema(name = "NumberedEntry")
  record EntryView(long number, @Typed(LoggedEntryForm.class) JsonNode entry) {}

  /**
   * A page of entries.
   *
   * @param next null where there are no more
   */
  record EntriesView(List<EntryView> entries, @Absent Long next) {}
}
