-- Another currency of the workspace: who has a purchase or a deal is asked once, and not once for each customer.
CREATE OR REPLACE FUNCTION workspace_customer_currency() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
UPDATE person SET (bought_count, bought_days, bought_first, bought_last, bought_gap, bought_total, bought_total_currency, returned_count, returned_total, returned_total_currency) = (SELECT nullif(c, 0), nullif(d, 0), f, l, CASE WHEN d > 1 THEN (l - f) / 86400 / (d - 1) END, CASE WHEN c + r > 0 THEN t END, CASE WHEN c + r > 0 THEN u END, nullif(r, 0), CASE WHEN r > 0 THEN b END, CASE WHEN r > 0 THEN u END FROM (SELECT
    count(CASE WHEN (p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0) THEN 1 END) AS c, count(CASE WHEN (p.removed_at IS NULL AND (coalesce(p.kind, 'sale') = 'return' OR coalesce(p.total, 0) < 0)) THEN 1 END) AS r,
    count(DISTINCT CASE WHEN (p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0) THEN (p.purchased_at - (p.purchased_at % 86400000000 + 86400000000) % 86400000000) END) AS d,
    min(CASE WHEN (p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0) THEN p.purchased_at END) AS f, max(CASE WHEN (p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0) THEN p.purchased_at END) AS l,
    CAST(coalesce(sum(CASE WHEN p.total_currency = (SELECT currency FROM workspace WHERE workspace.id = person.workspace_id) THEN p.total END), 0) AS BIGINT) AS t,
    CAST(coalesce(sum(CASE WHEN p.total_currency = (SELECT currency FROM workspace WHERE workspace.id = person.workspace_id) AND (p.removed_at IS NULL AND (coalesce(p.kind, 'sale') = 'return' OR coalesce(p.total, 0) < 0)) THEN p.total END), 0) AS BIGINT) AS b,
    (SELECT currency FROM workspace WHERE workspace.id = person.workspace_id) AS u
    FROM purchase p WHERE p.workspace_id = person.workspace_id AND p.person = person.id AND p.removed_at IS NULL) facts)
    WHERE workspace_id = NEW.id AND (bought_count IS NOT NULL OR returned_count IS NOT NULL OR id IN (SELECT p.person FROM purchase p WHERE p.workspace_id = NEW.id AND p.removed_at IS NULL));
UPDATE company SET (bought_count, bought_days, bought_first, bought_last, bought_gap, bought_total, bought_total_currency, returned_count, returned_total, returned_total_currency) = (SELECT nullif(c, 0), nullif(d, 0), f, l, CASE WHEN d > 1 THEN (l - f) / 86400 / (d - 1) END, CASE WHEN c + r > 0 THEN t END, CASE WHEN c + r > 0 THEN u END, nullif(r, 0), CASE WHEN r > 0 THEN b END, CASE WHEN r > 0 THEN u END FROM (SELECT
    count(CASE WHEN (p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0) THEN 1 END) AS c, count(CASE WHEN (p.removed_at IS NULL AND (coalesce(p.kind, 'sale') = 'return' OR coalesce(p.total, 0) < 0)) THEN 1 END) AS r,
    count(DISTINCT CASE WHEN (p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0) THEN (p.purchased_at - (p.purchased_at % 86400000000 + 86400000000) % 86400000000) END) AS d,
    min(CASE WHEN (p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0) THEN p.purchased_at END) AS f, max(CASE WHEN (p.removed_at IS NULL AND coalesce(p.kind, 'sale') <> 'return' AND coalesce(p.total, 0) >= 0) THEN p.purchased_at END) AS l,
    CAST(coalesce(sum(CASE WHEN p.total_currency = (SELECT currency FROM workspace WHERE workspace.id = company.workspace_id) THEN p.total END), 0) AS BIGINT) AS t,
    CAST(coalesce(sum(CASE WHEN p.total_currency = (SELECT currency FROM workspace WHERE workspace.id = company.workspace_id) AND (p.removed_at IS NULL AND (coalesce(p.kind, 'sale') = 'return' OR coalesce(p.total, 0) < 0)) THEN p.total END), 0) AS BIGINT) AS b,
    (SELECT currency FROM workspace WHERE workspace.id = company.workspace_id) AS u
    FROM purchase p WHERE p.workspace_id = company.workspace_id AND p.company = company.id AND p.removed_at IS NULL) facts)
    WHERE workspace_id = NEW.id AND (bought_count IS NOT NULL OR returned_count IS NOT NULL OR id IN (SELECT p.company FROM purchase p WHERE p.workspace_id = NEW.id AND p.removed_at IS NULL));
UPDATE person SET (open_deals_count, open_deals_total, open_deals_total_currency, won_deals_count) = (SELECT nullif(o, 0), CASE WHEN o > 0 THEN t END, CASE WHEN o > 0 THEN u END, nullif(w, 0) FROM (SELECT
    count(CASE WHEN (p.removed_at IS NULL AND coalesce(p.outcome, 'open') = 'open') THEN 1 END) AS o, count(CASE WHEN (p.removed_at IS NULL AND coalesce(p.outcome, 'open') = 'won') THEN 1 END) AS w,
    CAST(coalesce(sum(CASE WHEN (p.removed_at IS NULL AND coalesce(p.outcome, 'open') = 'open') AND p.amount_currency = (SELECT currency FROM workspace WHERE workspace.id = person.workspace_id) THEN p.amount END), 0) AS BIGINT) AS t,
    (SELECT currency FROM workspace WHERE workspace.id = person.workspace_id) AS u
    FROM deal p WHERE p.workspace_id = person.workspace_id AND p.person = person.id AND p.removed_at IS NULL) facts)
    WHERE workspace_id = NEW.id AND (open_deals_count IS NOT NULL OR won_deals_count IS NOT NULL OR id IN (SELECT p.person FROM deal p WHERE p.workspace_id = NEW.id AND p.removed_at IS NULL));
UPDATE company SET (open_deals_count, open_deals_total, open_deals_total_currency, won_deals_count) = (SELECT nullif(o, 0), CASE WHEN o > 0 THEN t END, CASE WHEN o > 0 THEN u END, nullif(w, 0) FROM (SELECT
    count(CASE WHEN (p.removed_at IS NULL AND coalesce(p.outcome, 'open') = 'open') THEN 1 END) AS o, count(CASE WHEN (p.removed_at IS NULL AND coalesce(p.outcome, 'open') = 'won') THEN 1 END) AS w,
    CAST(coalesce(sum(CASE WHEN (p.removed_at IS NULL AND coalesce(p.outcome, 'open') = 'open') AND p.amount_currency = (SELECT currency FROM workspace WHERE workspace.id = company.workspace_id) THEN p.amount END), 0) AS BIGINT) AS t,
    (SELECT currency FROM workspace WHERE workspace.id = company.workspace_id) AS u
    FROM deal p WHERE p.workspace_id = company.workspace_id AND p.company = company.id AND p.removed_at IS NULL) facts)
    WHERE workspace_id = NEW.id AND (open_deals_count IS NOT NULL OR won_deals_count IS NOT NULL OR id IN (SELECT p.company FROM deal p WHERE p.workspace_id = NEW.id AND p.removed_at IS NULL));
  RETURN NULL;
END $$;
