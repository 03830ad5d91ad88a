import { useState } from 'preact/hooks';
import { dayOf } from '#domain/day.ts';
import { Banner } from '#kit/components/banner.tsx';
import { Button } from '#kit/components/button.tsx';
import { downloadIcon, triangleAlertIcon } from '#kit/components/icons.tsx';
import { words } from '#kit/words/words.ts';
import { saveFile } from '../../device/save-file.ts';
import { type ErrorReport, reportText } from '../../sync/error-report.ts';
import { syncText } from './text.ts';

interface AppErrorProps {
  report: ErrorReport;
  /** When the app tries again, in words. */
  again: string;
  /** How much there is of what, for the report. */
  counts: { readonly [what: string]: number };
}

/** A fault of the app keeps the loop from sending: what that means, and a report to save. */
export function AppError({ report, again, counts }: AppErrorProps) {
  const text = syncText();
  const [message, setMessage] = useState<string>();
  const save = async () => {
    const content = reportText(report, import.meta.env.VITE_VERSION, counts);
    const name = `traeffetid-fejlrapport-${dayOf(report.at)}.json`;
    const outcome = await saveFile(new File([content], name, { type: 'application/json' }));
    setMessage(
      outcome === 'saved' ? text.reportSaved : outcome === 'offered' ? text.reportOffered : undefined,
    );
  };
  return (
    <Banner tone="danger" icon={triangleAlertIcon} title={text.appError}>
      <div class="stack">
        <p>
          {text.appErrorWhy} {again}
        </p>
        <p>{text.reportWhy}</p>
        <Button
          icon={downloadIcon}
          onPress={() => void save().catch(() => setMessage(words().errors.unexpected))}
        >
          {text.saveReport}
        </Button>
        <p role="status">{message}</p>
      </div>
    </Banner>
  );
}
