package org.jitsuin.ca.api.query;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jitsuin.ca.api.http.Answer;
import org.jitsuin.ca.api.http.Answers;
import org.jitsuin.ca.api.http.CallerFilter;
import org.jitsuin.ca.api.http.Cursors;
import org.jitsuin.ca.api.http.Parameters;
import org.jitsuin.ca.api.http.Power;
import org.jitsuin.ca.json.Absent;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.RefusalCode;
import org.jitsuin.ca.power.Bound;
import org.jitsuin.ca.query.Statistics;
import org.jitsuin.ca.store.StatisticCount;
import org.jitsuin.ca.store.StatisticKey;
import org.jitsuin.ca.store.StatisticQuery;

/** Endpoint of statistics: auditors see all municipalities, offices their own. */
@Path("/statistics")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class StatisticsResource {
  private static final Set<String> SPANS = Set.of("day", "month");
  private static final int LARGEST_PAGE = 1_000;

  @Inject private Statistics statistics;
  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  /** A line of a table; what does not apply is absent. */
  record CountView(
      String period,
      @Absent String municipality,
      String act,
      @Absent String authority,
      @Absent String detail,
      long count) {
    static CountView of(StatisticCount row) {
      StatisticKey key = row.key();
      return new CountView(
          key.period(),
          given(key.municipality()),
          key.act(),
          given(key.authority()),
          given(key.detail()),
          row.acts());
    }

    private static String given(String text) {
      return text.isEmpty() ? null : text;
    }
  }

  /**
   * A page of statistics.
   *
   * @param counted the number of the last audit entry that is counted
   * @param next where the next page begins; absent on the last one
   */
  record StatisticsView(List<CountView> statistics, long counted, @Absent String next) {}

  @GET
  @RolesAllowed({"office-clerk", "office-supervisor", "auditor"})
  @Power(Bound.READS)
  @Operation(
      summary =
          "How often certificates were issued, renewed and revoked, cards suspended, suspensions"
              + " lifted and requests refused, by day or month and municipality: ask again with"
              + " after = next until it is absent")
  @Answer(StatisticsView.class)
  public Response readStatistics(
      @QueryParam("by") @DefaultValue("month") String by,
      @QueryParam("municipality") String municipality,
      @QueryParam("from") String from,
      @QueryParam("until") String until,
      @QueryParam("after") String after,
      @QueryParam("limit") @DefaultValue("200") String limit) {
    if (!SPANS.contains(by)) {
      throw Parameters.invalid("by", "must be day or month");
    }
    int most = Parameters.number("limit", limit, 1, LARGEST_PAGE);
    Optional<StatisticKey> behind = Cursors.statistic(after);
    Optional<String> wanted =
        Parameters.text("municipality", municipality, "\\d{5}", "a code of five digits");
    StatisticQuery criteria =
        new StatisticQuery(
            by, own().or(() -> wanted), period(by, "from", from), period(by, "until", until));
    Outcome<Statistics.Page> outcome =
        own().isPresent() && wanted.isPresent() && !wanted.equals(own())
            ? Outcome.refused(RefusalCode.OTHER_MUNICIPALITY)
            : Outcome.done(statistics.page(criteria, behind, most));
    return answers.of(
        outcome.map(page -> Json.write(view(page, most))),
        caller(),
        resource,
        Optional.empty(),
        Status.OK);
  }

  private StaffMember caller() {
    return CallerFilter.caller(request);
  }

  private Optional<String> own() {
    return caller().municipality();
  }

  private static StatisticsView view(Statistics.Page page, int most) {
    List<StatisticCount> rows = page.rows();
    String next = rows.size() == most ? Cursors.of(rows.getLast().key()) : null;
    return new StatisticsView(rows.stream().map(CountView::of).toList(), page.counted(), next);
  }

  private static Optional<String> period(String by, String name, String text) {
    return by.equals("day")
        ? Parameters.text(name, text, "\\d{4}-\\d\\d-\\d\\d", "a day such as 2030-02-17")
        : Parameters.text(name, text, "\\d{4}-\\d\\d", "a month such as 2030-02");
  }
}
