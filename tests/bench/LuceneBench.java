// Lucene as its documentation teaches it: all processors index into one writer with the default codec, fields of the
// text are stored, facets and dates are doc values. Stems as the others do, without stop words.
//
//   java LuceneBench index LINES FOLDER    an article a line: day, source, tickers, title, body, separated by U+001F
//   java LuceneBench search FOLDER         answers requests on standard input, a line each; see lucene_baseline.cc

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.IntPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsCollector;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetCounts;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.QueryBuilder;

public class LuceneBench {
  private static final String SEPARATOR = "\u001f";
  private static final int TEN = 10;
  private static final String[] FACETS = {"ticker", "source", "month"};

  private static Analyzer analyzer() {
    return new EnglishAnalyzer(CharArraySet.EMPTY_SET);
  }

  private static FacetsConfig facetsConfig() {
    FacetsConfig config = new FacetsConfig();
    config.setMultiValued("ticker", true);
    return config;
  }

  private static Document documentOf(String line, FacetsConfig config) throws Exception {
    String[] cells = line.split(SEPARATOR, -1);
    Document document = new Document();
    document.add(new StoredField("day", cells[0]));
    document.add(new StoredField("source", cells[1]));
    document.add(new StoredField("tickers", cells[2]));
    document.add(new StoredField("title", cells[3]));
    document.add(new TextField("text", cells[3] + "\n" + cells[4], Field.Store.YES));
    int day = cells[0].isEmpty() ? 0 : Integer.parseInt(cells[0]);
    document.add(new IntPoint("day", day));
    document.add(new NumericDocValuesField("day", day));
    if (day != 0) document.add(new SortedSetDocValuesFacetField("month", cells[0].substring(0, 6)));
    if (!cells[1].isEmpty()) document.add(new SortedSetDocValuesFacetField("source", cells[1]));
    for (String ticker : cells[2].split("\t")) {
      if (!ticker.isEmpty()) document.add(new SortedSetDocValuesFacetField("ticker", ticker));
    }
    return config.build(document);
  }

  private static void index(String lines, String folder) throws Exception {
    FacetsConfig config = facetsConfig();
    try (BufferedReader reader = Files.newBufferedReader(Paths.get(lines), StandardCharsets.UTF_8);
        IndexWriter writer =
            new IndexWriter(new MMapDirectory(Paths.get(folder)), new IndexWriterConfig(analyzer()))) {
      List<Thread> threads = new ArrayList<>();
      List<Exception> failures = new ArrayList<>();
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); ++i) {
        threads.add(
            new Thread(
                () -> {
                  try {
                    while (true) {
                      String line;
                      synchronized (reader) {
                        line = reader.readLine();
                      }
                      if (line == null) return;
                      writer.addDocument(documentOf(line, config));
                    }
                  } catch (Exception failure) {
                    synchronized (failures) {
                      failures.add(failure);
                    }
                  }
                }));
      }
      for (Thread thread : threads) thread.start();
      for (Thread thread : threads) thread.join();
      if (!failures.isEmpty()) throw failures.get(0);
    }
  }

  private final IndexSearcher searcher;
  private final SortedSetDocValuesReaderState facetState;
  private final QueryBuilder builder = new QueryBuilder(analyzer());

  private LuceneBench(String folder) throws Exception {
    DirectoryReader reader = DirectoryReader.open(new MMapDirectory(Paths.get(folder)));
    searcher = new IndexSearcher(reader);
    facetState = new DefaultSortedSetDocValuesReaderState(reader);
  }

  private Query wordsQuery(String[] words, Occur occur) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String word : words) query.add(builder.createBooleanQuery("text", word), occur);
    return query.build();
  }

  // The ten best, with their titles; the count is exact if `counted`.
  private long topTen(Query query, boolean counted) throws Exception {
    TopScoreDocCollector collector = TopScoreDocCollector.create(TEN, counted ? Integer.MAX_VALUE : 1000);
    searcher.search(query, collector);
    TopDocs top = collector.topDocs();
    for (ScoreDoc doc : top.scoreDocs) title(doc);
    return counted ? top.totalHits.value : top.scoreDocs.length;
  }

  private String title(ScoreDoc doc) throws Exception {
    return searcher.doc(doc.doc, java.util.Set.of("title")).get("title");
  }

  private long snippets(Query query, TopDocs top) throws Exception {
    long made = 0;
    UnifiedHighlighter highlighter = new UnifiedHighlighter(searcher, analyzer());
    for (String snippet : highlighter.highlight("text", query, top, 1)) made += snippet != null ? 1 : 0;
    return made;
  }

  private long facets(Query query, String... dimensions) throws Exception {
    FacetsCollector collector = new FacetsCollector();
    searcher.search(query, collector);
    if (collector.getMatchingDocs().isEmpty()) return 0;
    Facets facets = new SortedSetDocValuesFacetCounts(facetState, collector);
    long values = 0;
    for (String dimension : dimensions) {
      FacetResult result = facets.getTopChildren(TEN, dimension);
      values += result == null ? 0 : result.childCount;
    }
    return values;
  }

  private long exportAll() throws Exception {
    Sort newest = new Sort(new SortField("day", SortField.Type.INT, true));
    TopDocs all = searcher.search(new MatchAllDocsQuery(), searcher.getIndexReader().maxDoc(), newest);
    java.util.Set<String> fields = java.util.Set.of("day", "source", "tickers", "title");
    for (ScoreDoc doc : all.scoreDocs) searcher.doc(doc.doc, fields);
    return all.scoreDocs.length;
  }

  // The answer to a request: time in microseconds, and what was found.
  private String answer(String[] request) throws Exception {
    String operation = request[0];
    String[] words = request[1].split(" ");
    Query all = wordsQuery(words, Occur.MUST);
    TopDocs top = operation.equals("snippets") ? searcher.search(all, TEN) : null;
    long start = System.nanoTime();
    long found;
    switch (operation) {
      case "any": found = topTen(wordsQuery(words, Occur.SHOULD), false); break;
      case "any-counted": found = topTen(wordsQuery(words, Occur.SHOULD), true); break;
      case "all": found = topTen(wordsQuery(words, Occur.MUST), false); break;
      case "phrase": found = topTen(builder.createPhraseQuery("text", request[1]), false); break;
      case "dated": {
        BooleanQuery.Builder dated = new BooleanQuery.Builder();
        dated.add(wordsQuery(words, Occur.MUST), Occur.MUST);
        dated.add(
            IntPoint.newRangeQuery("day", Integer.parseInt(request[2]), Integer.parseInt(request[3])),
            Occur.FILTER);
        found = topTen(dated.build(), false);
        break;
      }
      case "count-all": found = searcher.count(wordsQuery(words, Occur.MUST)); break;
      case "count-any": found = searcher.count(wordsQuery(words, Occur.SHOULD)); break;
      case "facets": found = facets(wordsQuery(words, Occur.SHOULD), FACETS); break;
      case "timeline": found = facets(wordsQuery(words, Occur.SHOULD), "month"); break;
      case "snippets": found = snippets(all, top); break;
      case "page": {
        Query query = wordsQuery(words, Occur.MUST);
        TopDocs ten = searcher.search(query, TEN);
        for (ScoreDoc doc : ten.scoreDocs) title(doc);
        found = snippets(query, ten);
        break;
      }
      case "export": found = exportAll(); break;
      default: throw new IllegalArgumentException(operation);
    }
    return (System.nanoTime() - start) / 1000.0 + " " + found;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("index")) {
      index(arguments[1], arguments[2]);
      return;
    }
    LuceneBench bench = new LuceneBench(arguments[1]);
    BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = new PrintStream(System.out, true, "UTF-8");
    for (String line; (line = requests.readLine()) != null; ) answers.println(bench.answer(line.split(SEPARATOR, -1)));
  }
}
